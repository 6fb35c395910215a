namespace Spectacles.Gateway.Generators;

/// <summary>The kinds of values that users enter, or that custom ids contain.</summary>
internal enum EnteredKind
{
    Text,
    Int32,
    Int64,
    UInt64,
    Double,
    Boolean,
    Duration,
    Snowflake,
    Guid,
    Enum,
    User,
    Member,
    Role,
    Channel,
    Mentionable,
    Attachment,
}
