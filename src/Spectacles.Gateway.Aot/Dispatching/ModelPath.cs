using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Dispatching;

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
        string path = Find(root, new Utf8JsonReader(payload), failedAt);
        var json = exception as JsonException;
        return new JsonException($"{path}: {exception.Message}", path, json?.LineNumber, json?.BytePositionInLine, exception);
    }

    private static string Find(string root, Utf8JsonReader reader, int failedAt)
    {
        var parents = new Stack<Step>();
        var current = new Step(PeerText.Escape(root), -1);
        try
        {
            reader.Read();
            while (reader.TokenStartIndex < failedAt)
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        parents.Push(current);
                        current = new Step(null, reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        current = parents.Pop().Next();
                        break;
                    case JsonTokenType.PropertyName:
                        current = new Step(NameAt(ref reader), -1);
                        break;
                    default:
                        current = current.Next();
                        break;
                }

                if (!reader.Read())
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (IsMismatch(exception))
        {
            // The text itself is broken, or a name in it is not UTF-8: the path ends where it breaks.
        }

        var path = new StringBuilder();
        foreach (Step step in parents.Reverse())
        {
            step.AppendTo(path);
        }

        current.AppendTo(path);
        return path.ToString();
    }

    // A name that is not UTF-8, or holds half of a surrogate pair, still has to be shown.
    private static string NameAt(ref Utf8JsonReader reader)
    {
        try
        {
            return PeerText.Escape(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            return PeerText.Escape(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private readonly record struct Step(string? Name, int Index)
    {
        public Step Next() => Index >= 0 ? this with { Index = Index + 1 } : this;

        public void AppendTo(StringBuilder path)
        {
            if (Index >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{Index}]");
            }
            else if (Name is not null)
            {
                path.Append(path.Length > 0 ? "." : "").Append(Name);
            }
        }
    }
}
