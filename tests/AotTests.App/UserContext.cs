using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace AotTests.App;

[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(Archive))]
internal sealed partial class UserContext : JsonSerializerContext;
