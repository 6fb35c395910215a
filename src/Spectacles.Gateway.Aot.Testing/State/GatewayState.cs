namespace Spectacles.Gateway.Testing;

/// <summary>The state that all connections and REST calls of one gateway share.</summary>
internal sealed class GatewayState
{
    public required ProtocolRules Rules { get; init; }

    public required GatewayScript Script { get; init; }

    public required Journal Journal { get; init; }

    public required SimulatedWorld World { get; init; }

    public required SessionRegistry Sessions { get; init; }

    public required PendingInteractions Interactions { get; init; }

    public CommandRegistry Commands { get; } = new();

    public MessageHistory Messages { get; } = new();

    /// <summary>The shard count that <c>GET /gateway/bot</c> recommends.</summary>
    public required int RecommendedShards { get; init; }

    /// <summary>The status of a REST call whose route is not simulated.</summary>
    public required int UnknownRouteStatus { get; init; }

    /// <summary>The web socket URL; set once the server is listening.</summary>
    public string Url { get; set; } = "";

    /// <summary>Whether the gateway accepts no more connections, because it stops.</summary>
    public bool IsStopping
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>The URL in READY. Its path shows whether a client uses it.</summary>
    public string ResumeUrl => Url + ResumePath;

    public const string ResumePath = "/resume";

    public int Dispatch(string name, byte[] data) => Sessions.Dispatch(new OutgoingEvent(name, data, World.Bot.Id));
}
