using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>What the server says about a message for a stream.</summary>
/// <param name="Sequence">The number that the message got.</param>
/// <param name="Error">The server's code of the error; 0 if the message is stored.</param>
/// <param name="Description">The server's text of the error.</param>
internal readonly record struct StoreAnswer(long Sequence, int Error, string? Description)
{
    /// <summary>"wrong last sequence", with the number that is right.</summary>
    private const int WrongSequence = 10071;

    /// <summary>"wrong last sequence", without a number: another message with a condition on the same subject is on its way.</summary>
    private const int WrongSequenceForNow = 10164;

    /// <summary>There was no answer in time, so the message may be stored or not.</summary>
    public static StoreAnswer None { get; } = new(0, -1, "there was no answer in time");

    /// <summary>No server takes messages for the stream: the answer is a status without a body.</summary>
    public static StoreAnswer NoResponders { get; } = new(0, 503, "no server takes messages for the stream at the moment");

    public bool IsStored => Error == 0;

    /// <summary>Whether the message may be stored although <see cref="IsStored"/> is false.</summary>
    public bool IsUnknown => Error == -1;

    /// <summary>Whether the last message of the compared subject is another one.</summary>
    public bool IsWrongSequence => Error == WrongSequence;

    /// <summary>Whether nothing was compared or stored; the same message can be sent again after a moment.</summary>
    public bool IsBusy => Error == WrongSequenceForNow;

    /// <summary>Whether the message is not stored because the stream has no leader, or JetStream begins.</summary>
    public bool IsAway => Error == 503 || JetStreamErrors.IsTemporary(Error);

    public static StoreAnswer Read(in ReadOnlySequence<byte> body)
    {
        if (body.IsEmpty)
        {
            return NoResponders;
        }

        var reader = new Utf8JsonReader(body);
        long sequence = 0;
        int error = 0;
        string? description = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.ValueTextEquals("seq"u8) && reader.Read())
                {
                    sequence = reader.GetInt64();
                }
                else if (reader.ValueTextEquals("err_code"u8) && reader.Read())
                {
                    error = reader.GetInt32();
                }
                else if (reader.ValueTextEquals("description"u8) && reader.Read())
                {
                    description = reader.GetString();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return None with { Description = "the answer could not be read" };
        }

        return sequence == 0 && error == 0
            ? None with { Description = "the answer has no sequence" }
            : new StoreAnswer(sequence, error, description);
    }
}
