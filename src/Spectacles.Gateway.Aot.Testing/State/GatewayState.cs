namespace Spectacles.Gateway.Testing;

/// <summary>What all connections and all REST calls of one gateway share.</summary>
internal sealed class GatewayState
{
    public required Terms Terms { get; init; }

    public required GatewayScript Script { get; init; }

    public required Journal Journal { get; init; }

    public required SimulatedWorld World { get; init; }

    public required SessionRegistry Sessions { get; init; }

    public required InteractionBook Interactions { get; init; }

    public CommandRegistry Commands { get; } = new();

    /// <summary>The shard count that <c>GET /gateway/bot</c> recommends.</summary>
    public required int RecommendedShards { get; init; }

    /// <summary>The web socket address; known once the server listens.</summary>
    public string Url { get; set; } = "";

    /// <summary>The address in READY. Its own path tells apart a client that uses it from one that does not.</summary>
    public string ResumeUrl => Url + ResumePath;

    public const string ResumePath = "/resume";

    public int Dispatch(string name, byte[] data) => Sessions.Dispatch(new OutgoingEvent(name, data, World.Bot.Id));
}
