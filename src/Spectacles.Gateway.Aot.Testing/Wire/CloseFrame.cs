using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>The limits of a close frame: allowed codes, and 125 bytes of which the code takes 2.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc6455#section-5.5 and #section-7.4</remarks>
internal static class CloseFrame
{
    private const int LongestReason = 123;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A close frame without a code, which .NET's web socket can't send.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = new byte[] { 0x88, 0x00 };

    public static bool CanHold(int code) => code is >= 1000 and <= 4999 and not (1004 or 1005 or 1006 or 1015);

    /// <summary>Whether a session can't be resumed after the gateway closed with this code.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
    public static bool EndsSession(int code) => (CloseCode)code is CloseCode.NotAuthenticated or CloseCode.AuthenticationFailed
        or CloseCode.InvalidSequence or CloseCode.SessionTimedOut or (>= CloseCode.InvalidShard and <= CloseCode.DisallowedIntents);

    /// <exception cref="ArgumentException">The code or the reason is not allowed in a close frame.</exception>
    public static void Check(int code, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (!CanHold(code))
        {
            throw new ArgumentOutOfRangeException(nameof(code), code, "This code is not allowed in a close frame (RFC 6455, section 7.4).");
        }

        if (Utf8.GetByteCount(reason) > LongestReason)
        {
            throw new ArgumentException($"A close reason can have at most {LongestReason} bytes in UTF-8.", nameof(reason));
        }
    }
}
