namespace Spectacles.Gateway;

/// <summary>The names of the attributes of metrics and activities. docs/observability.md explains them.</summary>
internal static class AttributeNames
{
    public const string ClusterName = "spectacles.cluster.name";
    public const string ShardId = "spectacles.shard.id";
    public const string StateName = "spectacles.shard.state";
    public const string EventName = "spectacles.event.name";
    public const string Handled = "spectacles.event.handled";
    public const string Sequence = "spectacles.event.sequence";
    public const string HandlerName = "spectacles.handler.name";
    public const string Reason = "spectacles.reconnect.reason";
    public const string Next = "spectacles.reconnect.next";
    public const string Code = "spectacles.close.code";
    public const string Outcome = "spectacles.resume.outcome";
    public const string Availability = "spectacles.guild.availability";

    /// <summary>https://opentelemetry.io/docs/specs/semconv/attributes-registry/error/</summary>
    public const string Error = "error.type";
}
