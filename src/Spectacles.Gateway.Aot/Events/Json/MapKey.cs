using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A key of a map: a <see cref="Snowflake"/>, or an enum of 32 bits. Both are digits in the name of a property.</summary>
internal static class MapKey
{
    private const int LongestKey = 20;

    public static string Expected<TKey>() => typeof(TKey) == typeof(Snowflake) ? "a snowflake as the key" : "a whole number as the key";

    public static bool TryRead<TKey>(ReadOnlySpan<byte> name, out TKey key) where TKey : unmanaged
    {
        if (typeof(TKey) != typeof(Snowflake))
        {
            bool isNumber = WholeNumber.TryParseInt32(name, out int number);
            key = Unsafe.BitCast<int, TKey>(number);
            return isNumber;
        }

        bool isId = (Utf8Parser.TryParse(name, out ulong id, out int length) && length == name.Length)
            || WholeNumber.TryParseUnsigned(name, out id);
        key = Unsafe.BitCast<ulong, TKey>(id);
        return isId;
    }

    public static void Write<TKey>(Utf8JsonWriter writer, TKey key) where TKey : unmanaged
    {
        Span<byte> digits = stackalloc byte[LongestKey];
        int length;
        _ = typeof(TKey) == typeof(Snowflake)
            ? Unsafe.BitCast<TKey, ulong>(key).TryFormat(digits, out length, default, CultureInfo.InvariantCulture)
            : Unsafe.BitCast<TKey, int>(key).TryFormat(digits, out length, default, CultureInfo.InvariantCulture);
        writer.WritePropertyName(digits[..length]);
    }
}
