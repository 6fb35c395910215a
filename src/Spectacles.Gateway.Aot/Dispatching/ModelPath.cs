using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Finds the path in a payload at which a reader failed, by walking to that place a second time. A successful read has no additional cost.
/// </summary>
internal static class ModelPath
{
    /// <summary>
    /// Returns whether an exception of a reader is about the payload. System.Text.Json and the encoding report invalid UTF-8 with other
    /// exceptions.
    /// </summary>
    public static bool IsMismatch(Exception exception) =>
        exception is JsonException or InvalidOperationException or DecoderFallbackException;

    /// <summary>Returns the exception with the path in its message and in <see cref="JsonException.Path"/>.</summary>
    /// <param name="exception">The exception of the reader.</param>
    /// <param name="root">The event or the model, as the first part of the path.</param>
    /// <param name="payload">The text that begins with the payload.</param>
    /// <param name="failedAt">The index of the token at which the reader failed.</param>
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
