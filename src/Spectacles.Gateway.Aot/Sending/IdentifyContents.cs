namespace Spectacles.Gateway;

/// <summary>What the next IDENTIFY of a shard says. The user changes it; the shard reads it when its turn comes.</summary>
/// <param name="plain">IDENTIFY as the cluster's options and handlers have it, without a presence.</param>
/// <param name="firstPresence">The presence of the options; null for none.</param>
/// <param name="errors">Where it is reported that a presence is left out.</param>
internal sealed class IdentifyContents(Identify plain, GatewayCommand? firstPresence, ErrorReport errors)
{
    private GatewayCommand? presence = firstPresence;
    private IdentifyOverrides? overrides;

    /// <summary>The last presence that was sent, else that of the options; null for none.</summary>
    public GatewayCommand? Presence
    {
        get => Volatile.Read(ref presence);
        set => Volatile.Write(ref presence, value);
    }

    /// <summary>What IDENTIFY says instead of what the cluster's options and handlers say; null for that.</summary>
    public IdentifyOverrides? Overrides => Volatile.Read(ref overrides);

    /// <summary>Replaces the overrides, and the presence if they name one.</summary>
    public void Override(IdentifyOverrides? asked)
    {
        Volatile.Write(ref overrides, asked);
        Presence = asked?.Presence ?? Presence;
    }

    /// <exception cref="ArgumentException">IDENTIFY with this presence and these overrides is larger than Discord accepts: better now than in a loop of connections.</exception>
    public void ThrowIfTooLarge(GatewayCommand? withPresence, IdentifyOverrides? withOverrides) => _ = ConnectionWriter.Serialize(With(withPresence, withOverrides));

    /// <summary>IDENTIFY as it is to be sent. A presence and overrides that were checked one by one may be too large together: then the presence is left out.</summary>
    public Identify Next()
    {
        var identify = With(Presence, Overrides);
        if (ConnectionWriter.Fits(identify))
        {
            return identify;
        }

        ForgetPresence("IDENTIFY has no room for it");
        return identify with { Presence = null };
    }

    /// <summary>Sessions begin without a presence from now on.</summary>
    public void ForgetPresence(string why)
    {
        Presence = null;
        errors.Send(GatewayErrorKind.Connection, $"the presence is left out of IDENTIFY from now on: {why}. Send another one");
    }

    private Identify With(GatewayCommand? shown, IdentifyOverrides? asked) =>
        plain with { Presence = shown, Intents = asked?.Intents ?? plain.Intents, LargeThreshold = asked?.LargeThreshold };
}
