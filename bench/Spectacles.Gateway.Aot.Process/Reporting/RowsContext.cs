using System.Text.Json.Serialization;

namespace Spectacles.Gateway.WholeProcess.Reporting;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Row>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RowsContext : JsonSerializerContext;
