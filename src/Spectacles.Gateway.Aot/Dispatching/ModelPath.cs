using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Says where in a payload a reader has failed, by walking to that place a second time: what succeeds pays nothing.</summary>
internal static class ModelPath
{
    /// <summary>Whether an exception of a reader is about the payload. Text that is not UTF-8 is another one to System.Text.Json, and to the encoding.</summary>
    public static bool IsMismatch(Exception exception) => exception is JsonException or InvalidOperationException or DecoderFallbackException;

    /// <summary>The exception, with the path in its message and in <see cref="JsonException.Path"/>.</summary>
    /// <param name="exception">What the reader has thrown.</param>
    /// <param name="root">The event or the model, as the first part of the path.</param>
    /// <param name="payload">The text that begins with the payload.</param>
    /// <param name="failedAt">The index of the token at which the reader has failed.</param>
    public static JsonException Locate(Exception exception, string root, ReadOnlySpan<byte> payload, int failedAt)
    {
        var walk = new PathWalk();
        walk.MoveTo(payload, failedAt);
        List<char> found = [.. root];
        walk.AppendTo(payload, found, isGeneral: false);
        string path = PeerText.Escape(new string(CollectionsMarshal.AsSpan(found)));
        var json = exception as JsonException;
        return new JsonException($"{path}: {exception.Message}", path, json?.LineNumber, json?.BytePositionInLine, exception);
    }
}
