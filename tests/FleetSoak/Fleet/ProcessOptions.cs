using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>The arguments of the process of a node or a worker.</summary>
/// <param name="Bot">The name of the fleet.</param>
/// <param name="Name">The name of the node; that of a worker is for messages only.</param>
/// <param name="Api">The REST address of the simulated Discord.</param>
/// <param name="Token">The token of the simulated bot.</param>
/// <param name="Nats">The addresses of the servers of NATS.</param>
/// <param name="Replicas">How many of them store each record.</param>
/// <param name="Sabotage">A defect of the nodes.</param>
internal sealed record ProcessOptions(
    string Bot, string Name, Uri Api, string Token, string Nats, int Replicas, SabotageKind Sabotage)
{
    /// <summary>The bot whose processes the faults concern.</summary>
    public const string FirstBot = "soak";

    /// <summary>The other bot on the same servers.</summary>
    public const string SecondBot = "other";

    public const int Streams = 2;

    public const long MaxBytes = 256 << 20;

    public FleetPlan Plan => PlanOf(Bot);

    /// <summary>Six groups of two shards for the first bot, two groups for the second.</summary>
    public static FleetPlan PlanOf(string bot) =>
        new() { Name = bot, ShardCount = bot == FirstBot ? 12 : 4, GroupSize = 2, Partitions = bot == FirstBot ? 4 : 2 };

    public string[] ToArguments() =>
        [Bot, Name, Api.ToString(), Token, Nats, Replicas.ToString(CultureInfo.InvariantCulture), Sabotage.ToString()];

    public static ProcessOptions Parse(string[] arguments) => new(
        arguments[0],
        arguments[1],
        new Uri(arguments[2]),
        arguments[3],
        arguments[4],
        int.Parse(arguments[5], CultureInfo.InvariantCulture),
        Enum.Parse<SabotageKind>(arguments[6]));

    /// <summary>Connects to NATS. A server that is away is waited for.</summary>
    public async Task<NatsEngine> ConnectAsync(NatsRole role, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new NatsEngineOptions
        {
            Plan = Plan,
            Url = Nats,
            Role = role,
            Replicas = Replicas,
            Streams = Streams,
            MaxBytes = MaxBytes,
            TimeProvider = time,
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
