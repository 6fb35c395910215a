namespace Spectacles.Gateway;

/// <summary>The registry with one <see cref="Gateway"/> per token and API address, for as long as a cluster uses it.</summary>
internal static class GatewayRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Token, string Api), Gateway> Entries = [];
    private static readonly Dictionary<Gateway, int> Users = [];

    /// <summary>
    /// The identify queues outlive their gateways: a new cluster must not identify too soon after the last IDENTIFY of the old one.
    /// </summary>
    private static readonly Dictionary<(string Token, TimeProvider Time), IdentifyQueue> Turns = [];

    public static Gateway GetOrAdd(TokenSource tokens, GatewayOptions options)
    {
        string token = tokens.First.Value;
        lock (Gate)
        {
            var key = KeyOf(token, options.ApiOrDiscords);
            if (!Entries.TryGetValue(key, out var gateway))
            {
                ForgetIdleTurns();
                if (!Turns.TryGetValue((token, options.Time), out var turns))
                {
                    Turns.Add((token, options.Time), turns = new IdentifyQueue(options.Time));
                }

                gateway = new Gateway(tokens, options, options.IdentifyQueue ?? turns);
            }

            if (gateway.Apply(options) is { } other)
            {
                throw new InvalidOperationException($"The gateway of this token at {gateway.Api} exists with another {other}. Use the same "
                    + "options for all clusters of a token, dispose the other clusters first, or create a separate Gateway.");
            }

            Entries[key] = gateway;
            return gateway;
        }
    }

    /// <summary>Removes the queues of bots that have no gateway and have not identified recently.</summary>
    private static void ForgetIdleTurns()
    {
        foreach (var (key, turns) in Turns)
        {
            if (turns.IsIdle && !Entries.Keys.Any(entry => entry.Token == key.Token))
            {
                Turns.Remove(key);
            }
        }
    }

    /// <summary>Registers a cluster on the gateway.</summary>
    public static void Enter(Gateway gateway)
    {
        lock (Gate)
        {
            Users[gateway] = Users.GetValueOrDefault(gateway) + 1;
        }
    }

    /// <summary>Unregisters a disposed cluster from the gateway.</summary>
    public static void Leave(Gateway gateway)
    {
        lock (Gate)
        {
            int left = Users.GetValueOrDefault(gateway) - 1;
            if (left > 0)
            {
                Users[gateway] = left;
                return;
            }

            Users.Remove(gateway);
            var key = KeyOf(gateway.Tokens.First.Value, gateway.Api);
            if (Entries.TryGetValue(key, out var entry) && ReferenceEquals(entry, gateway))
            {
                Entries.Remove(key);
            }
        }
    }

    private static (string Token, string Api) KeyOf(string token, Uri api) => (token, api.AbsoluteUri.TrimEnd('/'));
}
