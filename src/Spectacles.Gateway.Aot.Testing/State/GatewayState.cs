namespace Spectacles.Gateway.Testing;

/// <summary>The state that all connections and REST calls of one gateway share.</summary>
internal sealed class GatewayState
{
    public required ProtocolRules Rules { get; init; }

    public required GatewayScript Script { get; init; }

    public required RestLimits Limits { get; init; }

    public required Journal Journal { get; init; }

    /// <summary>The longest time that a test waits for a bot, in real time.</summary>
    public required TimeSpan ObservationTimeout { get; init; }

    public required SimulatedWorld World { get; init; }

    public required SessionRegistry Sessions { get; init; }

    public required GuildRoster Guilds { get; init; }

    public required PendingInteractions Interactions { get; init; }

    public CommandRegistry Commands { get; } = new();

    public CommandPermissions CommandPermissions { get; } = new();

    public MessageHistory Messages { get; } = new();

    /// <summary>The invites that the bot has created, with those that have expired.</summary>
    public SnapshotList<SimulatedInvite> Invites { get; } = new([]);

    public AttachmentStore Attachments { get; } = new();

    public SnapshotList<SimulatedWebhook> Webhooks { get; } = new([]);

    /// <summary>
    /// Held while a direct message changes and its event is dispatched. A guild has <see cref="SimulatedGuild.Changes"/> for that.
    /// </summary>
    public Lock DirectChanges { get; } = new();

    /// <summary>The shard count that <c>GET /gateway/bot</c> recommends.</summary>
    public required int RecommendedShards { get; init; }

    /// <summary>The status of a REST call whose route is not simulated.</summary>
    public required int UnknownRouteStatus { get; init; }

    /// <summary>A test's own answers to REST calls whose route is not simulated; null for none.</summary>
    public Func<RestCall, UnknownRouteAnswer?>? AnswerUnknownRoute { get; set; }

    /// <summary>The web socket URL; set once the server is listening.</summary>
    public string Url { get; set; } = "";

    /// <summary>The URL of the server for everything but web sockets, such as <c>http://127.0.0.1:4455</c>.</summary>
    public string Site => "http" + Url["ws".Length..];

    /// <summary>Whether the gateway accepts no more connections, because it stops.</summary>
    public bool IsStopping
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>The URL in READY. Its path shows whether a client uses it.</summary>
    public string ResumeUrl => Url + ResumePath;

    public const string ResumePath = "/resume";

    /// <summary>Registers an interaction that a test has written, so that the bot can respond to it.</summary>
    public void Register(JsonSlice interaction)
    {
        if (interaction["token"u8].AsString() is not { } token
            || !interaction["id"u8].TryGetSnowflake(out ulong id)
            || !interaction["channel_id"u8].TryGetSnowflake(out ulong channelId))
        {
            return;
        }

        var user = (interaction["member"u8].IsObject ? interaction["member"u8] : interaction)["user"u8];
        _ = user["id"u8].TryGetSnowflake(out ulong userId);
        _ = interaction["type"u8].TryGetInt64(out long type);
        Snowflake? guild = interaction["guild_id"u8].TryGetSnowflake(out ulong guildId) ? new Snowflake(guildId) : null;
        var channel = World.FindChannel(new Snowflake(channelId))
            ?? new SimulatedChannel(new Snowflake(channelId), "unknown", ChannelKind.Text, null, 0, guild);
        var person = World.FindUser(new Snowflake(userId))
            ?? new SimulatedUser(new Snowflake(userId), user["username"u8].AsString() ?? "unknown", false);
        Interactions.Add(new PendingInteraction(
            new Snowflake(id), token, (InteractionKind)type, channel, person, Rules.Time.GetTimestamp()));
    }

    public int Dispatch(string name, byte[] data)
    {
        Journal.Dispatching(name, data);
        return Guilds.Dispatch(new OutgoingEvent(name, data, World.Bot.Id));
    }
}
