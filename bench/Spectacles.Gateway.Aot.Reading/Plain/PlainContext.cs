using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Reading.Plain;

/// <summary>System.Text.Json's own source generator over the plain classes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(PresenceUpdate))]
[JsonSerializable(typeof(GuildCreate))]
public sealed partial class PlainContext : JsonSerializerContext;
