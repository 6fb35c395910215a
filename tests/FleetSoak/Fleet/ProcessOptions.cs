using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>The arguments of the process of a node or a worker.</summary>
/// <param name="Name">The name of the node; that of a worker is for messages only.</param>
/// <param name="Api">The REST address of the simulated Discord.</param>
/// <param name="Token">The token of the simulated bot.</param>
/// <param name="Nats">The addresses of the servers of NATS.</param>
/// <param name="Replicas">How many of them store each record.</param>
/// <param name="Sabotage">A defect of the nodes.</param>
internal sealed record ProcessOptions(string Name, Uri Api, string Token, string Nats, int Replicas, SabotageKind Sabotage)
{
    /// <summary>Six groups of two shards.</summary>
    public static FleetPlan Plan { get; } = new() { Name = "soak", ShardCount = 12, GroupSize = 2, Partitions = 4 };

    public string[] ToArguments() =>
        [Name, Api.ToString(), Token, Nats, Replicas.ToString(CultureInfo.InvariantCulture), Sabotage.ToString()];

    public static ProcessOptions Parse(string[] arguments) => new(
        arguments[0],
        new Uri(arguments[1]),
        arguments[2],
        arguments[3],
        int.Parse(arguments[4], CultureInfo.InvariantCulture),
        Enum.Parse<SabotageKind>(arguments[5]));

    /// <summary>Connects to NATS. A server that is away is waited for.</summary>
    public async Task<NatsEngine> ConnectAsync(NatsRole role, CancellationToken cancellationToken)
    {
        var options = new NatsEngineOptions
        {
            Plan = Plan,
            Url = Nats,
            Role = role,
            Replicas = Replicas,
            Streams = 2,
            MaxBytes = 256 << 20,
        };
        while (true)
        {
            try
            {
                return await NatsEngine.ConnectAsync(options, cancellationToken);
            }
            catch (FleetException e) when (!e.IsConfigurationError)
            {
                ProcessLog.Write($"NATS is away: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            }
        }
    }
}
