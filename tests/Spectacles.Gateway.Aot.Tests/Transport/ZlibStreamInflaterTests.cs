namespace Spectacles.Gateway.Tests.Transport;

public sealed class ZlibStreamInflaterTests() : InflaterTests(limit => new ZlibStreamInflater(limit));
