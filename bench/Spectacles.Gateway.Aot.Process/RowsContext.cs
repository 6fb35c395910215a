using System.Text.Json.Serialization;

namespace Spectacles.Gateway.WholeProcess;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<Row>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RowsContext : JsonSerializerContext;
