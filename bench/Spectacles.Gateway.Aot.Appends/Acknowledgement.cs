using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Appends;

/// <summary>The server's answer to an append: the sequence of the stored message, or an error code.</summary>
internal readonly record struct Acknowledgement(long Sequence, int Error)
{
    /// <summary>No answer arrived in time.</summary>
    public static Acknowledgement Lost { get; } = new(0, -1);

    /// <summary>The stream has no leader, so no server accepts appends: the answer is a status without a body.</summary>
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
