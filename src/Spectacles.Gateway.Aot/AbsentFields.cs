using System.Text;

namespace Spectacles.Gateway;

/// <summary>The fields of events that were absent though they are documented as always there: each is told once, however often it is missed.</summary>
internal sealed class AbsentFields
{
    private const int LongestKey = 256;
    private readonly Lock access = new();
    private readonly HashSet<string> known = [];

    /// <summary>Remembers a field. False when it was known, which allocates nothing.</summary>
    public bool TryAdd(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> model, ReadOnlySpan<byte> field)
    {
        if (eventName.Length + model.Length + field.Length + 3 > LongestKey)
        {
            return false;
        }

        Span<char> key = stackalloc char[LongestKey];
        int length = Append(key, 0, eventName);
        length = Append(key, length, model);
        length = Append(key, length, field);
        lock (access)
        {
            return known.GetAlternateLookup<ReadOnlySpan<char>>().Add(key[..length]);
        }
    }

    private static int Append(Span<char> key, int length, ReadOnlySpan<byte> part)
    {
        length += Encoding.UTF8.GetChars(part, key[length..]);
        key[length] = ' ';
        return length + 1;
    }
}
