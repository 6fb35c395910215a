namespace Spectacles.Gateway.Testing;

/// <summary>A refusal of RESUME.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
public sealed record ResumeRefusal
{
    private ResumeRefusal()
    {
    }

    /// <summary>The connection is closed with a close frame without a code.</summary>
    public static ResumeRefusal CloseWithoutCode { get; } = new() { How = Manner.EmptyClose };

    /// <summary>The connection is cut with a TCP reset.</summary>
    public static ResumeRefusal Drop { get; } = new() { How = Manner.Drop };

    /// <summary>The gateway sends nothing more, and the connection stays open.</summary>
    public static ResumeRefusal Silence { get; } = new() { How = Manner.Silence };

    internal enum Manner
    {
        Close,
        EmptyClose,
        InvalidSession,
        Drop,
        Silence,
    }

    internal Manner How { get; private init; }

    internal int Code { get; private init; }

    internal bool EndsSession { get; private init; }

    /// <summary>Op 9.</summary>
    /// <param name="resumable">The value in op 9: whether the session can be resumed later. When false, it ends.</param>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#invalid-session</remarks>
    public static ResumeRefusal InvalidSession(bool resumable) => new() { How = Manner.InvalidSession, EndsSession = !resumable };

    /// <summary>The connection is closed with this code. 4003, 4004, 4007, 4009 and 4010 to 4014 end the session.</summary>
    /// <exception cref="ArgumentException">The code is not allowed in a close frame (RFC 6455, section 7.4).</exception>
    public static ResumeRefusal Close(int code)
    {
        CloseFrame.Check(code, "");
        return new ResumeRefusal { How = Manner.Close, Code = code, EndsSession = CloseFrame.EndsSession(code) };
    }
}
