using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// The guilds of a bot, kept from its events: what each one is called, who owns it, how many members it has and whether it is available.
/// Distinguishes a guild that the bot has joined from one that has become available, and a guild that it has left from an outage.
/// </summary>
/// <remarks>
/// <para>
/// A handler: add it with <see cref="Cluster.AddHandler"/>, before the handlers that use it, so that it has taken an event before they are
/// called. Needs the intent <see cref="GatewayIntents.Guilds"/>. A guild costs a few hundred bytes; bench/README.md has the numbers.
/// </para>
/// <para>
/// A resumed start receives no GUILD_CREATE. With a durable session store, save the directory with the sessions
/// (<see cref="GuildSessionStore"/>). Reading is possible on any thread at any time. After a start that
/// resumes, the directory is complete when the shard is READY, otherwise when <c>WaitForGuildsAsync</c> has completed.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var guilds = new GuildDirectory();
/// guilds.Changed += change => Console.WriteLine($"{change.Kind}: {change.Guild.Name}");
/// cluster.AddHandler(guilds);
/// </code>
/// </example>
[SuppressMessage("Naming", "CA1710", Justification = "A directory is a collection.")]
public sealed partial class GuildDirectory : IReadOnlyCollection<GuildEntry>
{
    private readonly ConcurrentDictionary<Snowflake, GuildEntry> guilds = new();

    /// <summary>All changes are made under the lock. Finding a guild takes no lock.</summary>
    private readonly Lock gate = new();
    private readonly EventRow[] rows;

    /// <summary>Creates an empty directory.</summary>
    /// <param name="details">What to keep of each guild, in addition to its name, owner and number of members.</param>
    public GuildDirectory(GuildDetails details = GuildDetails.None)
    {
        Details = details;
        rows = [.. Rows.Where(row => (row.Needs & ~details) == GuildDetails.None)];
        methods = [.. rows.Select(row => row.Method)];
    }

    /// <summary>
    /// Raised after a guild has changed, on the read loop of its shard: return quickly. An exception is reported like that of a handler,
    /// after all listeners were called.
    /// </summary>
    public event Action<GuildChange>? Changed;

    /// <summary>What is kept of each guild.</summary>
    public GuildDetails Details { get; }

    /// <summary>The number of guilds that the bot is in, available or not.</summary>
    public int Count => guilds.Count;

    /// <summary>Returns a guild; null if the bot is not in it, or its shard is not in this process.</summary>
    /// <param name="id">The guild's id.</param>
    public GuildEntry? Find(Snowflake id) => guilds.GetValueOrDefault(id);

    /// <summary>Enumerates a copy of the guilds, in no order.</summary>
    public IEnumerator<GuildEntry> GetEnumerator() => guilds.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
