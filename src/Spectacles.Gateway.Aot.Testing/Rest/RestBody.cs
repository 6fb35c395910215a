using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The JSON body of a REST call.</summary>
internal static class RestBody
{
    /// <summary>Reads a body; false when it is not valid JSON.</summary>
    public static bool TryRead(byte[] body, out string text, out JsonSlice slice)
    {
        text = Encoding.UTF8.GetString(body);
        slice = new JsonSlice(body.AsSpan().Trim(" \t\r\n"u8));
        try
        {
            Json.Validate(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
