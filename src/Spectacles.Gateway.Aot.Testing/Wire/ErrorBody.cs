namespace Spectacles.Gateway.Testing;

/// <summary>Discord's error body.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</remarks>
internal static class ErrorBody
{
    public static byte[] Write(int code, string message) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteNumber("code", code);
        writer.WriteEndObject();
    });
}
