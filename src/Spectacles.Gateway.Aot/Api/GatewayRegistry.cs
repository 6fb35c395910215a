namespace Spectacles.Gateway;

/// <summary>The registry with one <see cref="Gateway"/> per token and API address, for as long as a cluster uses it.</summary>
internal static class GatewayRegistry
{
    private static readonly Lock Gate = new();
    private static readonly List<Gateway> Gateways = [];

    /// <summary>
    /// The identify queues outlive their gateways: a new cluster must not identify too soon after the last IDENTIFY of the old one.
    /// </summary>
    private static readonly List<TurnsOfToken> Turns = [];

    public static Gateway GetOrAdd(TokenSource tokens, GatewayOptions options)
    {
        string token = tokens.First.Value;
        lock (Gate)
        {
            var known = Find(token, options.ApiOrDiscords);
            var gateway = known ?? New(tokens, options);
            if (gateway.Apply(options) is { } other)
            {
                throw new InvalidOperationException($"The gateway of this token at {gateway.Api} exists with another {other}. Use the same "
                    + "options for all clusters of a token, dispose the other clusters first, or create a separate Gateway.");
            }

            if (known is null)
            {
                Gateways.Add(gateway);
            }

            return gateway;
        }
    }

    private static Gateway? Find(string token, Uri api) =>
        Gateways.Find(gateway => gateway.Tokens.First.Value == token && AddressOf(gateway.Api) == AddressOf(api));

    private static Gateway New(TokenSource tokens, GatewayOptions options)
    {
        // The queues of bots that have no gateway and have not identified recently are not needed any more.
        Turns.RemoveAll(known => known.Queue.IsIdle && !Gateways.Exists(gateway => gateway.Tokens.First.Value == known.Token));
        return new Gateway(tokens, options, options.IdentifyQueue ?? TurnsOf(tokens.First.Value, options.Time));
    }

    private static IdentifyQueue TurnsOf(string token, TimeProvider time)
    {
        var turns = Turns.Find(known => known.Token == token && known.Time == time);
        if (turns is null)
        {
            Turns.Add(turns = new TurnsOfToken(token, time));
        }

        return turns.Queue;
    }

    /// <summary>Registers a cluster on the gateway.</summary>
    public static void Enter(Gateway gateway)
    {
        lock (Gate)
        {
            gateway.Users++;
        }
    }

    /// <summary>Unregisters a disposed cluster from the gateway.</summary>
    public static void Leave(Gateway gateway)
    {
        lock (Gate)
        {
            gateway.Users--;
            if (gateway.Users > 0)
            {
                return;
            }

            Gateways.Remove(gateway);
        }
    }

    private static string AddressOf(Uri api) => api.AbsoluteUri.TrimEnd('/');

    private sealed class TurnsOfToken(string token, TimeProvider time)
    {
        public string Token => token;

        public TimeProvider Time => time;

        public IdentifyQueue Queue { get; } = new(time);
    }
}
