using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The headers of a stored message: lines of <c>Name: value</c> after a first line.</summary>
internal static class StoredHeaders
{
    /// <summary>Returns the value of a header; null if there is none.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="name">The name, in the case of its writer.</param>
    public static string? Find(ReadOnlySpan<byte> headers, string name)
    {
        while (headers.IndexOf("\r\n"u8) is >= 0 and int end)
        {
            headers = headers[(end + 2)..];
            if (headers.Length >= name.Length
                && Ascii.Equals(headers[..name.Length], name)
                && headers[name.Length..].StartsWith(": "u8))
            {
                var value = headers[(name.Length + 2)..];
                int length = value.IndexOf("\r\n"u8);
                return Encoding.UTF8.GetString(length < 0 ? value : value[..length]);
            }
        }

        return null;
    }

    /// <summary>Reads headers as JetStream's API has them.</summary>
    public static byte[] Decode(string? base64) => base64 is null ? [] : Convert.FromBase64String(base64);
}
