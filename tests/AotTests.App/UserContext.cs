using System.Text.Json.Serialization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.App;

[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(Archive))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Snowflake?))]
[JsonSerializable(typeof(int?))]
internal sealed partial class UserContext : JsonSerializerContext;
