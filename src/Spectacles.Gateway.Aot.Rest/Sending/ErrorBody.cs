using System.Net;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>Reads Discord's answer to a request that it refuses.</summary>
/// <remarks>https://discord.com/developers/docs/reference#error-messages</remarks>
internal static class ErrorBody
{
    private const int MostErrors = 100;

    /// <summary>The code with which Discord answers 202 to a search, because it has to index first.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#search-guild-messages</remarks>
    private const int NotIndexed = 110_000;

    /// <summary>Whether an answer is an error although its status is one of success: a search that can't be made yet.</summary>
    public static bool IsError(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        status == HttpStatusCode.Accepted && Read(default, status, body).Code == NotIndexed;

    /// <summary>Returns the exception for an answer. A body that is not Discord's, such as a proxy's page, is left out.</summary>
    public static DiscordApiException Read(RestRoute route, HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        int code = 0;
        string message = "";
        TimeSpan? retryAfter = null;
        List<DiscordFieldError> errors = [];
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadFields(ref reader, ref code, ref message, ref retryAfter, errors);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was read before stays.
        }

        return new DiscordApiException(route, status, code, message, errors) { RetryAfter = retryAfter };
    }

    /// <summary>Returns the time to wait in the body of a 429; null if it is not Discord's.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure</remarks>
    public static TimeSpan? ReadRetryAfter(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("retry_after"u8))
                {
                    reader.Read();
                    return ReadSeconds(ref reader);
                }
            }
        }
        catch (JsonException)
        {
            // A proxy answers in HTML.
        }

        return null;
    }

    private static TimeSpan? ReadSeconds(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static void ReadFields(
        ref Utf8JsonReader reader, ref int code, ref string message, ref TimeSpan? retryAfter, List<DiscordFieldError> errors)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                code = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : 0;
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = reader.TokenType == JsonTokenType.String ? PeerText.Escape(reader.GetString(), PeerText.Long) : "";
            }
            else if (reader.ValueTextEquals("retry_after"u8))
            {
                reader.Read();
                retryAfter = ReadSeconds(ref reader);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("errors"u8))
            {
                reader.Read();
                ReadErrors(ref reader, "", errors);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadErrors(ref Utf8JsonReader reader, string path, List<DiscordFieldError> errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("_errors"u8))
            {
                reader.Read();
                ReadList(ref reader, path, errors);
            }
            else
            {
                string name = PeerText.Escape(reader.GetString());
                reader.Read();
                ReadErrors(ref reader, Join(path, name), errors);
            }
        }
    }

    private static void ReadList(ref Utf8JsonReader reader, string path, List<DiscordFieldError> errors)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string code = "";
            string message = "";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isCode = reader.ValueTextEquals("code"u8);
                bool isMessage = reader.ValueTextEquals("message"u8);
                reader.Read();
                string? text = reader.TokenType == JsonTokenType.String ? PeerText.Escape(reader.GetString()) : null;
                code = isCode ? text ?? code : code;
                message = isMessage ? text ?? message : message;
                reader.Skip();
            }

            if (errors.Count < MostErrors)
            {
                errors.Add(new DiscordFieldError(path, code, message));
            }
        }
    }

    private static string Join(string path, string name) =>
        int.TryParse(name, out int index) ? $"{path}[{index}]" : path.Length == 0 ? name : $"{path}.{name}";
}
