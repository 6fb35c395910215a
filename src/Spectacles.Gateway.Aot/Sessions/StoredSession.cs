using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>A session as it is stored between connections or runs.</summary>
public sealed record StoredSession
{
    /// <summary>The shard's number.</summary>
    public required int ShardId { get; init; }

    /// <summary>The number of shards that the session was started with.</summary>
    public required int ShardCount { get; init; }

    /// <summary>
    /// Discord's id of the session. Together with the token, it gives access to the session; without the token, it does not.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string SessionId { get; init; }

    /// <summary>The resume address.</summary>
    public required Uri ResumeUrl { get; init; }

    /// <summary>The greatest sequence up to which every handler call has finished. Later events are repeated.</summary>
    public required long Sequence { get; init; }

    /// <summary>The intents that the session was started with.</summary>
    public required GatewayIntents Intents { get; init; }

    /// <summary>The API version that the session was started with.</summary>
    public required int ApiVersion { get; init; }

    /// <summary>The bot's application id; null if READY did not contain it.</summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>The bot's user id; null if READY did not contain it.</summary>
    public Snowflake? UserId { get; init; }

    /// <summary>The time when it was saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>
    /// Reads the output of <see cref="Write"/>. Unknown fields are skipped. A known field in another form, such as a number with a
    /// fraction, makes the whole session invalid.
    /// </summary>
    /// <param name="reader">The reader, at the start of the object before and at its end afterwards.</param>
    /// <param name="session">The session, if all required fields are present.</param>
    /// <returns>Whether it is a valid session.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, [NotNullWhen(true)] out StoredSession? session)
    {
        session = null;
        int shard = -1, count = 0, version = 0;
        long sequence = -1, intents = -1;
        string? id = null, url = null;
        Snowflake? application = null, user = null;
        DateTimeOffset savedAt = default;
        bool valid = true;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            valid &= (properties.ReadName(ref reader), reader.TokenType) switch
            {
                ("shard_id", JsonTokenType.Number) => reader.TryGetInt32(out shard),
                ("shard_count", JsonTokenType.Number) => reader.TryGetInt32(out count),
                ("session_id", JsonTokenType.String) => (id = reader.GetString()) is not null,
                ("resume_url", JsonTokenType.String) => (url = reader.GetString()) is not null,
                ("sequence", JsonTokenType.Number) => reader.TryGetInt64(out sequence),
                ("intents", JsonTokenType.Number) => reader.TryGetInt64(out intents),
                ("version", JsonTokenType.Number) => reader.TryGetInt32(out version),
                ("application_id", JsonTokenType.String) => TryReadId(ref reader, out application),
                ("user_id", JsonTokenType.String) => TryReadId(ref reader, out user),
                ("saved_at", JsonTokenType.String) => reader.TryGetDateTimeOffset(out savedAt),
                ("application_id" or "user_id", JsonTokenType.Null) => true,
                ("shard_id" or "shard_count" or "session_id" or "resume_url" or "sequence" or "intents" or "version"
                or "application_id" or "user_id" or "saved_at", _) => false,
                _ => true,
            };

            // Throws where the reader's text is incomplete: the end of a part must not look like the end of the session.
            reader.Skip();
        }

        if (
            !valid
                || shard < 0 || count <= shard || sequence < 0 || intents < 0 || string.IsNullOrEmpty(id) || savedAt == default
                || !GatewayAddress.TryParse(url, out var resumeUrl))
        {
            return false;
        }

        session = new StoredSession
        {
            ShardId = shard,
            ShardCount = count,
            SessionId = id,
            ResumeUrl = resumeUrl,
            Sequence = sequence,
            Intents = (GatewayIntents)intents,
            ApiVersion = version,
            ApplicationId = application,
            UserId = user,
            SavedAt = savedAt,
        };
        return true;
    }

    /// <summary>Writes the session as a JSON object, for stores that contain bytes.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("shard_id"u8, ShardId);
        writer.WriteNumber("shard_count"u8, ShardCount);
        writer.WriteString("session_id"u8, SessionId);
        writer.WriteString("resume_url"u8, ResumeUrl.AbsoluteUri);
        writer.WriteNumber("sequence"u8, Sequence);
        writer.WriteNumber("intents"u8, (long)Intents);
        writer.WriteNumber("version"u8, ApiVersion);
        if (ApplicationId is { } application)
        {
            writer.WriteString("application_id"u8, application.ToString());
        }

        if (UserId is { } user)
        {
            writer.WriteString("user_id"u8, user.ToString());
        }

        writer.WriteString("saved_at"u8, SavedAt);
        writer.WriteEndObject();
    }

    /// <summary>Does not include the session's id, which gives access to it.</summary>
    public override string ToString() =>
        $"StoredSession {{ ShardId = {ShardId}, ShardCount = {ShardCount}, Sequence = {Sequence}, SavedAt = {SavedAt:O} }}";

    private static bool TryReadId(ref Utf8JsonReader reader, out Snowflake? id)
    {
        bool read = Snowflake.TryParse(reader.GetString(), null, out var value);
        id = read ? value : null;
        return read;
    }
}
