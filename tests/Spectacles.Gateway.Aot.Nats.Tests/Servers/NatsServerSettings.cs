namespace Spectacles.Gateway.Nats.Tests;

/// <summary>What differs between the servers of tests.</summary>
internal sealed record NatsServerSettings
{
    /// <summary>
    /// A server with two users, whose passwords are their names: "all", also for connections without a user, and "few", who can't create
    /// streams.
    /// </summary>
    public static NatsServerSettings TwoUsers { get; } = new()
    {
        Configuration = """
            accounts {
              A {
                jetstream: enabled
                users: [
                  { user: all, password: all }
                  { user: few, password: few, permissions: { publish: { deny: ["$JS.API.STREAM.CREATE.>"] } } }
                ]
              }
            }
            no_auth_user: all
            """,
    };

    /// <summary>The name of the server, which a stream reports as its leader's.</summary>
    public string Name { get; init; } = "alone";

    /// <summary>The addresses of the other servers of a cluster, or none.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Write each message to the disk before it is acknowledged (<c>sync_interval: always</c>).</summary>
    public bool SyncAlways { get; init; }

    /// <summary>Whether the server has JetStream.</summary>
    public bool HasJetStream { get; init; } = true;

    /// <summary>Further lines of the block of JetStream.</summary>
    public string JetStream { get; init; } = "";

    /// <summary>Further lines of the configuration file.</summary>
    public string Configuration { get; init; } = "";
}
