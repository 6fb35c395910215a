using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Finds the end of a JSON value without parsing its contents: 64 bytes at a time, by quotes and brackets.</summary>
/// <remarks>
/// Strings must be closed, brackets must match, and nesting has the limit of <see cref="Utf8JsonReader"/>. Nothing else is validated. For
/// valid JSON, the end is the same as that of the reader.
/// </remarks>
internal static class JsonExtent
{
    private const int MaxDepth = 64;
    private const int BlockSize = 64;
    private const byte BitOfObject = 0x20;
    private const byte BitOfOpening = 0x02;

    /// <summary>
    /// The last control character. In strings, control characters must be escaped. https://www.rfc-editor.org/rfc/rfc8259#section-7
    /// </summary>
    private const byte LastControl = 0x1F;

    private static readonly SearchValues<byte> EndsOfText = SearchValues.Create(EndsOfTexts());

    private static byte[] EndsOfTexts()
    {
        byte[] ends = new byte[LastControl + 3];
        for (int code = 0; code <= LastControl; code++)
        {
            ends[code] = (byte)code;
        }

        (ends[^2], ends[^1]) = ((byte)'"', (byte)'\\');
        return ends;
    }

    /// <summary>Returns the index after the value that begins at an index.</summary>
    /// <exception cref="JsonException">No value begins there, or the value has no end.</exception>
    public static int EndOf(ReadOnlySpan<byte> json, int start) => At(json, start) switch
    {
        (byte)'"' => EndOfString(json, start),
        (byte)'{' or (byte)'[' => EndOfContainer(json, start),
        (byte)'t' => EndOfLiteral(json, start, "true"u8),
        (byte)'f' => EndOfLiteral(json, start, "false"u8),
        (byte)'n' => EndOfLiteral(json, start, "null"u8),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => EndOfNumber(json, start),
        _ => throw new JsonException("A value was expected."),
    };

    /// <summary>Returns the index after the string whose opening quote is at an index.</summary>
    public static int EndOfString(ReadOnlySpan<byte> json, int start) => EndOfString(json, start, out _);

    /// <inheritdoc cref="EndOfString(ReadOnlySpan{byte}, int)"/>
    /// <param name="json">The text.</param>
    /// <param name="start">The index of the opening quote.</param>
    /// <param name="isEscaped">Whether the string contains a backslash.</param>
    public static int EndOfString(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        // Names and most texts are short: one vector holds them, and is cheaper than a call.
        int at = start + 1;
        if (json.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
            var found = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.Equals(Vector128.Min(bytes, Vector128.Create(LastControl)), bytes);
            uint ends = found.ExtractMostSignificantBits();
            at += ends == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(ends);
            if (ends != 0 && json[at] == '"')
            {
                isEscaped = false;
                return at + 1;
            }
        }

        return EndOfLongString(json, at, out isEscaped);
    }

    /// <summary>Returns the index of the first byte that is not white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at) => At(json, at) > ' ' ? at : SkipSomeWhiteSpace(json, at);

    /// <summary>Returns the byte at an index, or 0 after the end. JSON contains no byte 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] : (byte)0;

    /// <summary>Throws if objects and lists are nested more deeply than <see cref="Utf8JsonReader"/> allows.</summary>
    /// <exception cref="JsonException">They are nested too deeply.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw TooDeep();
        }
    }

    private static int EndOfLongString(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        while (at < json.Length)
        {
            int found = json[at..].IndexOfAny(EndsOfText);
            if (found < 0)
            {
                break;
            }

            at += found;
            switch (json[at])
            {
                case (byte)'"':
                    return at + 1;
                case (byte)'\\':
                    isEscaped = true;
                    at += 2;
                    break;
                default:
                    throw new JsonException("A string has a control character, which has to be escaped.");
            }
        }

        throw Cut();
    }

    private static int SkipSomeWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while (At(json, at) is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static int EndOfContainer(ReadOnlySpan<byte> json, int start)
    {
        ulong kinds = 0;
        int depth = 0;
        ulong insideBefore = 0;
        ulong escapedFirst = 0;
        Span<byte> rest = stackalloc byte[BlockSize];
        for (int at = start; at < json.Length; at += BlockSize)
        {
            scoped ReadOnlySpan<byte> block = json[at..];
            if (block.Length < BlockSize)
            {
                block.CopyTo(rest);
                block = rest;
            }

            Classify(block, out ulong quotes, out ulong backslashes, out ulong brackets);
            if ((backslashes | escapedFirst) != 0)
            {
                quotes &= ~Escaped(backslashes, ref escapedFirst);
            }

            // From each opening quote to the bit before the closing one. All bits are inverted if the block begins inside a string.
            ulong inside = PrefixXor(quotes) ^ insideBefore;
            insideBefore = (ulong)((long)inside >> 63);
            for (brackets &= ~inside; brackets != 0; brackets &= brackets - 1)
            {
                int position = at + BitOperations.TrailingZeroCount(brackets);
                int bracket = json[position];
                ulong kind = (bracket & BitOfObject) != 0 ? 1UL : 0UL;
                if ((bracket & BitOfOpening) != 0)
                {
                    kinds = (kinds << 1) | kind;
                    CheckDepth(++depth);
                }
                else if ((kinds & 1) != kind)
                {
                    throw new JsonException("A bracket is closed by one of another kind.");
                }
                else if (--depth == 0)
                {
                    return position + 1;
                }
                else
                {
                    kinds >>= 1;
                }
            }
        }

        throw Cut();
    }

    // Vectors of 16 bytes, which NativeAOT uses unless a processor is specified.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(ReadOnlySpan<byte> block, out ulong quotes, out ulong backslashes, out ulong brackets)
    {
        ref byte first = ref MemoryMarshal.GetReference(block);
        quotes = 0;
        backslashes = 0;
        brackets = 0;
        for (int i = 0; i < BlockSize; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)i);
            var asBraces = bytes | Vector128.Create(BitOfObject);
            quotes |= (ulong)Vector128.Equals(bytes, Vector128.Create((byte)'"')).ExtractMostSignificantBits() << i;
            backslashes |= (ulong)Vector128.Equals(bytes, Vector128.Create((byte)'\\')).ExtractMostSignificantBits() << i;
            brackets |= (ulong)(
                Vector128.Equals(asBraces, Vector128.Create((byte)'{')) | Vector128.Equals(asBraces, Vector128.Create((byte)'}')))
                    .ExtractMostSignificantBits() << i;
        }
    }

    /// <summary>Returns the bytes that follow a backslash which is not itself escaped.</summary>
    private static ulong Escaped(ulong backslashes, ref ulong escapedFirst)
    {
        ulong escaped = escapedFirst;
        escapedFirst = 0;
        for (; backslashes != 0; backslashes &= backslashes - 1)
        {
            ulong backslash = backslashes & (0 - backslashes);
            if ((escaped & backslash) == 0)
            {
                escaped |= backslash << 1;
                escapedFirst = backslash >> 63;
            }
        }

        return escaped;
    }

    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    private static int EndOfLiteral(ReadOnlySpan<byte> json, int start, ReadOnlySpan<byte> literal) =>
        json[start..].StartsWith(literal) ? start + literal.Length : throw new JsonException("A value was expected.");

    private static int EndOfNumber(ReadOnlySpan<byte> json, int start)
    {
        int at = start + 1;
        while (
            (uint)at < (uint)json.Length
                && json[at] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'e' or (byte)'E' or (byte)'+' or (byte)'-')
        {
            at++;
        }

        return at;
    }

    private static JsonException TooDeep() => new($"The value is nested more than {MaxDepth} levels deep.");

    private static JsonException Cut() => new("The text ends within a value.");
}
