namespace Spectacles.Gateway;

/// <summary>The contents of a shard's next IDENTIFY. The user changes them, and the shard reads them when it identifies.</summary>
/// <param name="plain">IDENTIFY according to the cluster's options and handlers, without a presence.</param>
/// <param name="firstPresence">The presence of the options; null for none.</param>
/// <param name="errors">Where an omitted presence is reported.</param>
internal sealed class IdentifyContents(Identify plain, GatewayCommand? firstPresence, ErrorReport errors)
{
    private GatewayCommand? presence = firstPresence;
    private IdentifyOverrides? overrides;

    /// <summary>The last presence that was sent, or else that of the options; null for none.</summary>
    public GatewayCommand? Presence
    {
        get => Volatile.Read(ref presence);
        set => Volatile.Write(ref presence, value);
    }

    /// <summary>The values that replace those of the cluster's options and handlers; null for none.</summary>
    public IdentifyOverrides? Overrides => Volatile.Read(ref overrides);

    /// <summary>Replaces the overrides, and the presence if they contain one.</summary>
    public void Override(IdentifyOverrides? asked)
    {
        Volatile.Write(ref overrides, asked);
        Presence = asked?.Presence ?? Presence;
    }

    /// <exception cref="ArgumentException">
    /// IDENTIFY with this presence and these overrides is larger than Discord accepts. Thrown early, because otherwise every connection
    /// would fail.
    /// </exception>
    public void ThrowIfTooLarge(GatewayCommand? withPresence, IdentifyOverrides? withOverrides) =>
        _ = With(withPresence, withOverrides).ToUtf8();

    /// <summary>
    /// Returns the IDENTIFY to send. A presence and overrides that were checked separately may be too large together: then the presence is
    /// omitted.
    /// </summary>
    /// <param name="token">The token to use.</param>
    public Identify Next(string token)
    {
        var identify = With(Presence, Overrides) with { Token = token };
        if (identify.Fits)
        {
            return identify;
        }

        ForgetPresence("IDENTIFY has no space for it");
        return identify with { Presence = null };
    }

    /// <summary>Removes the presence from later sessions.</summary>
    public void ForgetPresence(string why)
    {
        Presence = null;
        errors.Send(GatewayErrorKind.Connection, $"further IDENTIFY messages do not include the presence: {why}. Send another one");
    }

    private Identify With(GatewayCommand? shown, IdentifyOverrides? asked) =>
        plain with { Presence = shown, Intents = asked?.Intents ?? plain.Intents, LargeThreshold = asked?.LargeThreshold };
}
