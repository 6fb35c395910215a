using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Protocol;

namespace AotTests.App;

[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(Archive))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Snowflake?))]
[JsonSerializable(typeof(int?))]
internal sealed partial class UserContext : JsonSerializerContext;
