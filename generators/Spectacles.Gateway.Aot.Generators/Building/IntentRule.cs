namespace Spectacles.Gateway.Generators;

/// <summary>Which intents a handler needs.</summary>
internal static class IntentRule
{
    /// <summary>
    /// Every unprivileged intent that delivers the event, and a privileged one only where nothing else delivers it; those that the
    /// attribute names
    /// among them narrow the handler to them, and others are added.
    /// </summary>
    /// <param name="deliveredBy">The intents that deliver the event, each on its own.</param>
    /// <param name="named">The intents that the attribute names.</param>
    /// <param name="privileged">The intents that are privileged.</param>
    public static long Apply(long deliveredBy, long named, long privileged)
    {
        long unprivileged = deliveredBy & ~privileged;
        long delivering = (deliveredBy & named, unprivileged) switch
        {
            (not 0, _) => deliveredBy & named,
            (_, not 0) => unprivileged,
            _ => deliveredBy,
        };
        return delivering | (named & ~deliveredBy);
    }
}
