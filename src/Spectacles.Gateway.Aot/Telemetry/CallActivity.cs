using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>The activities of handler calls. There is none for an event without a handler, and none that is not sampled.</summary>
internal static class CallActivity
{
    private static readonly ActivitySource Source = new(GatewayMeter.Name, GatewayMeter.Version);

    /// <summary>Whether any listener might want the activity of a call.</summary>
    public static bool IsWanted => Source.HasListeners();

    /// <summary>Starts the activity of a call. It is the current activity of the code that runs in the call.</summary>
    /// <returns>The activity; null if it is not sampled.</returns>
    public static Activity? Start(
        string eventName, string handler, int shardId, string? cluster, long sequence, in ActivityContext origin)
    {
        // A link and not the parent: what has received the event, in another process, ended long ago.
        ActivityLink[] links = origin == default ? [] : [new ActivityLink(origin)];
        var activity = Source.StartActivity(eventName, ActivityKind.Consumer, parentContext: default, links: links);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(AttributeNames.EventName, eventName);
            activity.SetTag(AttributeNames.HandlerName, handler);
            activity.SetTag(AttributeNames.ShardId, shardId);
            activity.SetTag(AttributeNames.Sequence, sequence);
            if (cluster is not null)
            {
                activity.SetTag(AttributeNames.ClusterName, cluster);
            }
        }

        return activity;
    }

    /// <summary>Ends the activity of a call.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="error">Why the call failed; null if it did not.</param>
    public static void End(Activity activity, string? error)
    {
        if (error is not null)
        {
            activity.SetTag(AttributeNames.Error, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        // Stop changes the current activity of this thread, which may belong to the code that has completed the call's task.
        var current = Activity.Current;
        activity.Stop();
        if (current != activity)
        {
            Activity.Current = current;
        }
    }
}
