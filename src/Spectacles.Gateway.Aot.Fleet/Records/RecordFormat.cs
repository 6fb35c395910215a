namespace Spectacles.Gateway.Fleet;

/// <summary>The numbers of the record format, which docs/fleet.md describes for workers in other languages.</summary>
internal static class RecordFormat
{
    /// <summary>The first byte. A reader refuses a record of another version.</summary>
    public const byte Version = 1;

    /// <summary>Set in the second byte if a worker group has appended the record, because it has failed to handle its event.</summary>
    public const byte IsRetry = 1;

    /// <summary>In bytes: trace id, span id and flags of W3C trace context.</summary>
    public const int TraceContextLength = 25;

    /// <summary>
    /// The greatest time of a record, in milliseconds since 1970: any time that an event can add to it is still one that .NET can hold.
    /// </summary>
    public static readonly long LatestTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - int.MaxValue;

    /// <summary>The number of shards that one record can name.</summary>
    public const int MostShards = 1024;
}
