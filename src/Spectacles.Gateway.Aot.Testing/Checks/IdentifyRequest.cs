namespace Spectacles.Gateway.Testing;

/// <summary>The fields of an IDENTIFY.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#identify</remarks>
internal sealed record IdentifyRequest(string Token, long? Intents, long ShardId, long ShardCount, bool Compress, int LargeThreshold)
{
    private const int DefaultLargeThreshold = 50;

    /// <summary>Whether the client sent a shard. READY has it only then.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#ready</remarks>
    public bool HasShard { get; init; }

    /// <summary>Returns only the type name, because the token must not be printed.</summary>
    public override string ToString() => nameof(IdentifyRequest);

    /// <summary>Reads the payload; false when Discord could not decode it.</summary>
    public static bool TryRead(JsonSlice data, out IdentifyRequest request)
    {
        request = null!;
        if (data["token"u8].AsString() is not { } token || !data["properties"u8].IsObject)
        {
            return false;
        }

        var intents = data["intents"u8];
        long bits = 0;
        if (!intents.IsNullOrAbsent && !intents.TryGetInt64(out bits))
        {
            return false;
        }

        if (!TryReadShard(data["shard"u8], out long id, out long count))
        {
            return false;
        }

        if (!data["large_threshold"u8].TryGetInt64(out long threshold))
        {
            threshold = DefaultLargeThreshold;
        }

        if (threshold is < 50 or > 250)
        {
            return false;
        }

        request = new IdentifyRequest(token, intents.IsNullOrAbsent ? null : bits, id, count, data["compress"u8].IsTrue, (int)threshold)
        {
            HasShard = data["shard"u8].IsArray,
        };
        return true;
    }

    /// <summary>The close code with which the gateway refuses the request; null when it accepts it.</summary>
    public CloseCode? Refusal(int version, GatewayIntents enabledPrivileged, string[] tokens)
    {
        if (!TokenCheck.IsAccepted(Token, tokens))
        {
            return CloseCode.AuthenticationFailed;
        }

        if (ShardCount < 1 || ShardCount > int.MaxValue || ShardId < 0 || ShardId >= ShardCount)
        {
            return CloseCode.InvalidShard;
        }
        // Intents are required since version 8.
        if (Intents is null && version >= 8)
        {
            return CloseCode.InvalidIntents;
        }

        var granted = Granted(enabledPrivileged);
        if ((granted & ~GatewayIntents.All) != 0)
        {
            return CloseCode.InvalidIntents;
        }

        return (granted & GatewayIntents.Privileged & ~enabledPrivileged) != 0 ? CloseCode.DisallowedIntents : null;
    }

    /// <summary>The intents of the session. Without any, which versions 6 and 7 allow, they are those that are enabled.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#gateway-restrictions</remarks>
    public GatewayIntents Granted(GatewayIntents enabledPrivileged) =>
        Intents is { } bits ? (GatewayIntents)bits : GatewayIntents.Unprivileged | enabledPrivileged;

    private static bool TryReadShard(JsonSlice shard, out long id, out long count)
    {
        (id, count) = (0, 1);
        if (shard.IsNullOrAbsent)
        {
            return true;
        }

        if (!shard.IsArray)
        {
            return false;
        }

        int elements = 0;
        foreach (var element in shard)
        {
            if (!element.TryGetInt64(out long value))
            {
                return false;
            }

            if (elements == 0)
            {
                id = value;
            }
            else
            {
                count = value;
            }

            elements++;
        }

        return elements == 2;
    }
}
