using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// The output of an inflater for a stream: the messages, each with its length and its kept part, and the error if there is one.
/// </summary>
internal sealed record Inflation(IReadOnlyList<(byte[] Kept, long Length)> Messages, string? Error, bool IsTooLarge)
{
    /// <summary>The total length of the messages, in bytes.</summary>
    public long Length => Messages.Sum(message => message.Length);

    /// <summary>
    /// Inflates the stream in one piece, or split at random into frames and messages. Each frame is next to a guard page.
    /// </summary>
    public static Inflation Of(IInflater inflater, GuardedBytes guarded, byte[] stream, int limit, Random? random)
    {
        var messages = new List<(byte[], long)>();
        int longest = random is null ? stream.Length : 1 + (random.Next(3) == 0 ? random.Next(4) : random.Next(stream.Length + 1));
        try
        {
            for (int at = 0; at < stream.Length;)
            {
                int length = Math.Min(stream.Length - at, random is null ? stream.Length : random.Next(longest + 1));
                inflater.TryInflate(
                    guarded.Place(stream.AsSpan(at, length), random?.Next(4) == 0), endOfMessage: random is null || random.Next(2) != 0);
                OracleException.ThrowUnless(
                    inflater.Message.Length <= limit
                        && inflater.MessageLength >= inflater.Message.Length
                        && (inflater.MessageLength > limit || inflater.MessageLength == inflater.Message.Length),
                    $"The inflater keeps {inflater.Message.Length} of {inflater.MessageLength} bytes of a message; the limit is {limit}.");
                at += length;
                if (random is not null && random.Next(2) != 0)
                {
                    messages.Add((inflater.Message.ToArray(), inflater.MessageLength));
                    inflater.Release();
                }
            }

            messages.Add((inflater.Message.ToArray(), inflater.MessageLength));
            return new Inflation(messages, null, false);
        }
        catch (InvalidDataException e)
        {
            return new Inflation(messages, e.Message, false);
        }
        catch (MessageTooLargeException e)
        {
            return new Inflation(messages, e.Message, true);
        }
    }

    /// <summary>Compares the messages with the reference's output, up to the end of the shorter one.</summary>
    public void ThrowUnlessPartOf(ReadOnlySpan<byte> output)
    {
        long at = 0;
        foreach (var (kept, length) in Messages)
        {
            if (at + kept.Length > output.Length)
            {
                break;
            }

            OracleException.ThrowUnless(
                output.Slice((int)at, kept.Length).SequenceEqual(kept), $"The message at byte {at} differs from the reference's output.");
            at += length;
        }
    }
}
