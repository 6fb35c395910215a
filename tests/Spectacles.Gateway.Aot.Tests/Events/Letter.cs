using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>A type of a user's with fields that may be absent and may be null.</summary>
public sealed class Letter
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> Sender { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<ChannelType?> Channel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<User?> Author { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Dictionary<Snowflake, Snowflake>? Replies { get; init; }

    public Optional<int?> Always { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<MessageDelete>? Deleted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonText Anything { get; init; }
}
