using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Reading.Plain;

/// <summary>The context of System.Text.Json's source generator for the plain classes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(PresenceUpdate))]
[JsonSerializable(typeof(GuildCreate))]
public sealed partial class PlainContext : JsonSerializerContext;
