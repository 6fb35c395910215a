using System.Text.Json.Serialization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.App;

/// <summary>A user type that contains a model.</summary>
internal sealed class Archive
{
    public List<MessageCreate> Messages { get; set; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Title { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> Owner { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> Count { get; set; }
}
