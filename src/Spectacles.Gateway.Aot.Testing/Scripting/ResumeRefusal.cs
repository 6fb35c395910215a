namespace Spectacles.Gateway.Testing;

/// <summary>A refusal of RESUME that keeps the session.</summary>
public sealed record ResumeRefusal
{
    private ResumeRefusal()
    {
    }

    /// <summary>The connection is closed with a close frame without a code.</summary>
    public static ResumeRefusal CloseWithoutCode { get; } = new() { How = Manner.EmptyClose };

    /// <summary>Op 9 with <c>true</c>: the session can be resumed later.</summary>
    public static ResumeRefusal InvalidSession { get; } = new() { How = Manner.InvalidSession };

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

    /// <summary>The connection is closed with this code.</summary>
    /// <exception cref="ArgumentException">The code is not allowed in a close frame (RFC 6455, section 7.4).</exception>
    public static ResumeRefusal Close(int code)
    {
        CloseFrame.Check(code, "");
        return new ResumeRefusal { How = Manner.Close, Code = code };
    }
}
