namespace Spectacles.Gateway.Hosting;

/// <summary>
/// The options of a bot in a host. They are bound from the configuration section <c>Discord</c>, or <c>Discord:{name}</c> for a bot with a
/// name. A key of the section that is not the name of an option is an error.
/// </summary>
/// <remarks>
/// The options are read when the host starts, and a change of the configuration has no effect until the next start. Everything that is not
/// a simple value, such as a session store, is set on the <see cref="GatewayBotBuilder"/>.
/// </remarks>
public sealed class GatewayBotOptions
{
    // A field, because the configuration binder's generator reads every property.
    private static readonly ClusterOptions Defaults = new();

    /// <summary>
    /// The bot's token, with or without the prefix "Bot ". If neither this nor <see cref="TokenFile"/> is set, a bot without a name uses
    /// the
    /// environment variables <c>DISCORD_TOKEN_FILE</c> and <c>DISCORD_TOKEN</c>, in this order.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// The path of a file that contains the token, such as a mounted secret. It is read again before each request to the API, each IDENTIFY
    /// and each RESUME.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>The total number of shards of the bot; null for the number that Discord recommends.</summary>
    public int? ShardCount { get; set; }

    /// <summary>
    /// The shards that run in this process, as numbers and ranges with an inclusive end: <c>0-7,12</c>. Null for all. Requires
    /// <see cref="ShardCount"/>.
    /// </summary>
    public string? ShardIds { get; set; }

    /// <inheritdoc cref="GatewayOptions.MaxShards"/>
    public int? MaxShards { get; set; }

    /// <summary>The intents to request, separated by commas in a configuration; null for those that the handlers need.</summary>
    public GatewayIntents? Intents { get; set; }

    /// <summary>The status that every session starts with; null for online.</summary>
    public BotStatus? Status { get; set; }

    /// <summary>The text of the custom status that every session starts with; null for none.</summary>
    public string? StatusText { get; set; }

    /// <summary>
    /// The directory for sessions, so that a restarted process resumes them (<see cref="FileSessionStore"/>); null for sessions in memory.
    /// </summary>
    public string? SessionDirectory { get; set; }

    /// <inheritdoc cref="ClusterOptions.Restore"/>
    public SessionRestore Restore { get; set; }

    /// <inheritdoc cref="ClusterOptions.MaxInFlight"/>
    public int MaxInFlight { get; set; } = Defaults.MaxInFlight;

    /// <inheritdoc cref="ClusterOptions.HandlerTimeout"/>
    public TimeSpan HandlerTimeout { get; set; } = Defaults.HandlerTimeout;

    /// <summary>
    /// The time limit for stopping the bot; 8 seconds by default. The shutdown time-out of the host is extended if it is shorter.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = Defaults.StopTimeout;

    /// <inheritdoc cref="ClusterOptions.ResumeTimeout"/>
    public TimeSpan ResumeTimeout { get; set; } = Defaults.ResumeTimeout;

    /// <summary>The largest message that is handled, in bytes after inflating; null for a limit that depends on the memory.</summary>
    public int? MaxMessageBytes { get; set; }

    /// <inheritdoc cref="ClusterOptions.MaxReaderThreads"/>
    public int MaxReaderThreads { get; set; } = Defaults.MaxReaderThreads;

    /// <inheritdoc cref="GatewayOptions.Api"/>
    public Uri? Api { get; set; }

    /// <inheritdoc cref="GatewayOptions.Url"/>
    public Uri? Url { get; set; }

    /// <inheritdoc cref="GatewayOptions.ApiVersion"/>
    public int? ApiVersion { get; set; }

    /// <inheritdoc cref="ClusterOptions.MetricsPerShard"/>
    public bool MetricsPerShard { get; set; }

    /// <summary>What happens after an error that the bot cannot recover from. By default, the process ends with an exit code.</summary>
    public FatalExit FatalExit { get; set; }

    /// <summary>
    /// The time without events after which a shard is named in the health check <c>discord-ready</c>; one minute by default.
    /// </summary>
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromMinutes(1);
}
