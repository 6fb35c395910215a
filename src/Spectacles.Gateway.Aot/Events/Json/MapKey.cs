using System.Buffers.Text;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A key of a map, which is an id.</summary>
internal static class MapKey
{
    public const string Expected = "a snowflake as the key";

    public static bool TryRead(ReadOnlySpan<byte> name, out Snowflake key)
    {
        bool isRead = (Utf8Parser.TryParse(name, out ulong id, out int length) && length == name.Length)
            || WholeNumber.TryParseUnsigned(name, out id);
        key = id;
        return isRead;
    }
}
