using NATS.Client.Core;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>A server with the users of docs/fleet.md, word for word, and one more who may do everything.</summary>
internal static class DocumentedUsers
{
    public const string WorkerGroup = "main";
    private const string DocumentedFleet = "my-bot";

    public static Task<NatsServer> StartAsync(FleetPlan plan)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "fleet.md"));
        int start = page.IndexOf("\naccounts {", StringComparison.Ordinal);
        string users = page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)]
            .Replace(DocumentedFleet, plan.Name, StringComparison.Ordinal)
            .Replace("$NODE_PASSWORD", "node", StringComparison.Ordinal)
            .Replace("$WORKER_PASSWORD", "worker", StringComparison.Ordinal)
            .Replace("users: [", "users: [ { user: all, password: all }", StringComparison.Ordinal);
        return NatsServer.StartAsync(new NatsServerSettings { Configuration = users + "\nno_auth_user: all" });
    }

    public static Task<NatsEngine> ConnectAsync(NatsServer server, FleetPlan plan, NatsRole role, CancellationToken cancellationToken) =>
        NatsEngine.ConnectAsync(
            TestOptions.For(plan, server.Url) with { Authentication = AuthenticationOf(role), Role = role }, cancellationToken);

    /// <summary>A connection with the rights of a role, which does what it is told.</summary>
    public static NatsConnection Connect(NatsServer server, NatsRole role, string inbox = "_INBOX") =>
        new(NatsOpts.Default with { Url = server.Url, AuthOpts = AuthenticationOf(role), InboxPrefix = inbox });

    private static NatsAuthOpts AuthenticationOf(NatsRole role) => role == NatsRole.Node
        ? new NatsAuthOpts { Username = "node", Password = "node" }
        : new NatsAuthOpts { Username = "worker", Password = "worker" };
}
