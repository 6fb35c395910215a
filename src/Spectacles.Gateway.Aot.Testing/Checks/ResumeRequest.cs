namespace Spectacles.Gateway.Testing;

/// <summary>What a RESUME asks for.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#resume</remarks>
internal sealed record ResumeRequest(string Token, string SessionId, long Sequence)
{
    /// <summary>Only the name: the token is never printed.</summary>
    public override string ToString() => nameof(ResumeRequest);

    /// <summary>Reads the payload; false when it does not have the shape that Discord decodes.</summary>
    public static bool TryRead(JsonSlice data, out ResumeRequest request)
    {
        request = null!;
        if (data["token"u8].AsString() is not { } token || data["session_id"u8].AsString() is not { } sessionId) return false;
        if (!data["seq"u8].TryGetInt64(out long sequence)) return false;
        request = new ResumeRequest(token, sessionId, sequence);
        return true;
    }
}
