namespace Spectacles.Gateway.Testing;

/// <summary>The fields of a RESUME.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#resume</remarks>
internal sealed record ResumeRequest(string Token, string SessionId, long Sequence)
{
    /// <summary>Returns only the type name, because the token must not be printed.</summary>
    public override string ToString() => nameof(ResumeRequest);

    /// <summary>Reads the payload; false when Discord could not decode it.</summary>
    public static bool TryRead(JsonSlice data, out ResumeRequest request)
    {
        request = null!;
        if (data["token"u8].AsString() is not { } token || data["session_id"u8].AsString() is not { } sessionId)
        {
            return false;
        }

        if (!data["seq"u8].TryGetInt64(out long sequence))
        {
            return false;
        }

        request = new ResumeRequest(token, sessionId, sequence);
        return true;
    }
}
