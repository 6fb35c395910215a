namespace Spectacles.Gateway.Fleet;

/// <summary>The numbers of the record format, which docs/fleet.md describes for workers in other languages.</summary>
internal static class RecordFormat
{
    /// <summary>The first byte. A reader refuses a record of another version.</summary>
    public const byte Version = 1;

    /// <summary>
    /// The number after the version, if a node has appended the record. If a worker group has appended it again, the number is greater by 1
    /// than the number of attempts that have failed.
    /// </summary>
    public const int IsFirst = 0;

    /// <summary>In bytes: trace id, span id and flags of W3C trace context.</summary>
    public const int TraceContextLength = 25;

    /// <summary>
    /// The greatest time of a record, in milliseconds since 1970: any time that an event can add to it is still one that .NET can hold.
    /// </summary>
    public static readonly long LatestTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - int.MaxValue;

    /// <summary>The number of shards that one record can name.</summary>
    public const int MostShards = 1024;

    /// <summary>Returns the version of a record if it is a later one than this library knows; otherwise null.</summary>
    public static int? NewerVersionOf(ReadOnlySpan<byte> record) => record is [> Version and var version, ..] ? version : null;
}
