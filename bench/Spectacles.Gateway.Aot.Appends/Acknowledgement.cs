using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Appends;

/// <summary>What the server says about an append: the sequence of the stored message, or the code of the error.</summary>
internal readonly record struct Acknowledgement(long Sequence, int Error)
{
    /// <summary>There was no answer in time.</summary>
    public static Acknowledgement Lost { get; } = new(0, -1);

    /// <summary>No server takes appends of the stream: the answer is a status without a body.</summary>
    public static Acknowledgement NoResponders { get; } = new(0, 503);

    public bool IsStored => Error == 0;

    public static Acknowledgement Read(in ReadOnlySequence<byte> body)
    {
        if (body.IsEmpty)
        {
            return NoResponders;
        }

        var reader = new Utf8JsonReader(body);
        long sequence = 0;
        int error = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("seq"u8))
            {
                reader.Read();
                sequence = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("err_code"u8))
            {
                reader.Read();
                error = reader.GetInt32();
            }
        }

        return new Acknowledgement(sequence, error);
    }
}
