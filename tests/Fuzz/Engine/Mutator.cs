using System.Text.Json;

namespace Fuzz.Engine;

/// <summary>Changes inputs at random: bits, bytes, numbers, ranges, tokens, parts of other inputs, and whole JSON values.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> tokens, bool isJson)
{
    /// <summary>The largest input, in bytes.</summary>
    public const int Largest = 64 * 1024;

    private static readonly byte[] Bounds = [0, 1, 0x1F, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xBF, 0xC0, 0xED, 0xF4, 0xFE, 0xFF];
    private static readonly byte[][] Numbers =
    [
        .. new[]
        {
            "0", "-0", "1", "-1", "1.0", "1.5", "-1e3", "1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9007199254740993",
            "9223372036854775807",
            "9223372036854775808", "18446744073709551615", "18446744073709551616", "1510142613898.0", "0.1e1", "1E+2",
            "123456789012345678901234567890",
        }.Select(number => System.Text.Encoding.UTF8.GetBytes(number)),
    ];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        byte[] mutated = input;
        int turns = 1 << random.Next(5);
        for (int turn = 0; turn < turns; turn++)
        {
            mutated = isJson && random.Next(2) == 0 ? ReplaceValue(mutated, other) : Change(mutated, other);
            if (random.Next(3) == 0)
            {
                break;
            }
        }

        return mutated.Length <= Largest ? mutated : mutated[..Largest];
    }

    private byte[] Change(byte[] input, byte[] other)
    {
        if (input.Length == 0)
        {
            return PickToken();
        }

        int at = random.Next(input.Length);
        int length = Math.Min(random.Next(4) == 0 ? random.Next(1, 300) : random.Next(1, 9), input.Length - at);
        switch (random.Next(11))
        {
            case 0:
                return With(input, at, (byte)(input[at] ^ (1 << random.Next(8))));
            case 1:
                return With(input, at, (byte)random.Next(256));
            case 2:
                return With(input, at, Bounds[random.Next(Bounds.Length)]);
            case 3:
                return With(input, at, (byte)(input[at] + random.Next(-4, 5)));
            case 4:
                return Replace(input, at, length, []);
            case 5:
                return Replace(input, random.Next(input.Length + 1), 0, input.AsSpan(at, length));
            case 6:
                return Replace(input, at, 0, PickToken());
            case 7:
                return Replace(input, at, length, PickToken());
            case 8 when random.Next(3) == 0:
                return input[..at];
            case 8 or 9 when other.Length > 0:
                int from = random.Next(other.Length);
                return Replace(
                    input,
                    at,
                    random.Next(2) == 0 ? length : input.Length - at,
                    other.AsSpan(from, Math.Min(other.Length - from, random.Next(1, 2000))));
            default:
                return ChangeNumber(input, at);
        }
    }

    /// <summary>
    /// Replaces a JSON value with another one of the same text, of another text, or with a token; or removes or repeats a property or an
    /// element.
    /// </summary>
    private byte[] ReplaceValue(byte[] input, byte[] other)
    {
        if (!TryFindValue(input, out int start, out int end))
        {
            return Change(input, other);
        }

        byte[] source = random.Next(2) == 0 ? input : other;
        switch (random.Next(6))
        {
            case 0 or 1 when TryFindValue(source, out int first, out int last):
                return Replace(input, start, end - start, source.AsSpan(first, last - first));
            case 2:
                int comma = end < input.Length && input[end] == ',' ? 1 : 0;
                return Replace(input, start, end - start + comma, []);
            case 3:
                return Replace(input, end, 0, [(byte)',', .. input.AsSpan(start, end - start)]);
            case 4:
                return Replace(input, start, end - start, Numbers[random.Next(Numbers.Length)]);
            default:
                return Replace(input, start, end - start, PickToken());
        }
    }

    private bool TryFindValue(byte[] text, out int start, out int end)
    {
        start = end = 0;
        int origin = text.AsSpan().IndexOfAny((byte)'{', (byte)'[');
        if (origin < 0)
        {
            return false;
        }

        try
        {
            int tokens = random.Next(1, 200);
            var reader = new Utf8JsonReader(text.AsSpan(origin));
            while (tokens-- > 0 && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    continue;
                }

                // The name is included in half of the cases, so that whole properties are removed and repeated.
                start = origin + (int)reader.TokenStartIndex;
                var whole = reader;
                if (whole.TokenType == JsonTokenType.PropertyName && random.Next(2) == 0)
                {
                    whole.Read();
                    start = origin + (int)whole.TokenStartIndex;
                }

                whole.Skip();
                end = origin + (int)whole.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // The values before the error are used.
        }

        return end > start;
    }

    private byte[] ChangeNumber(byte[] input, int at)
    {
        int first = input.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
        {
            return With(input, at, (byte)random.Next(256));
        }

        first += at;
        int length = input.AsSpan(first).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return Replace(input, first, length < 0 ? input.Length - first : length, Numbers[random.Next(Numbers.Length)]);
    }

    private byte[] PickToken() => tokens.Count == 0 ? [(byte)random.Next(256)] : tokens[random.Next(tokens.Count)];

    private static byte[] With(byte[] input, int at, byte value)
    {
        byte[] copy = [.. input];
        copy[at] = value;
        return copy;
    }

    private static byte[] Replace(byte[] input, int at, int length, ReadOnlySpan<byte> replacement) =>
        [.. input.AsSpan(0, at), .. replacement[..Math.Min(replacement.Length, Largest)], .. input.AsSpan(at + length)];
}
