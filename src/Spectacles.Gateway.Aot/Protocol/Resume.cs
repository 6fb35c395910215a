using System.Diagnostics;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Continues a session after the last event that arrived (op 6).</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#resume</remarks>
internal sealed record Resume(
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string Token,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string SessionId,
    long Sequence) : GatewayCommand
{
    internal override Opcode Opcode => Opcode.Resume;

    internal override GatewayCommand WithoutToken => this with { Token = "***" };

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("token"u8, Token);
        writer.WriteString("session_id"u8, SessionId);
        writer.WriteNumber("seq"u8, Sequence);
        writer.WriteEndObject();
    }

    /// <summary>Does not include the token and the session id, which together give access to the session.</summary>
    public override string ToString() => $"Resume {{ Sequence = {Sequence} }}";
}
