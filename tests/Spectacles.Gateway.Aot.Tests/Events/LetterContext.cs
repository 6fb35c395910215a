using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

[JsonSerializable(typeof(Letter))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Snowflake?))]
[JsonSerializable(typeof(ChannelType?))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(int?))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class LetterContext : JsonSerializerContext;
