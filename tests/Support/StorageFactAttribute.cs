using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CmsOrchestrator.Support;

/// <summary>
/// A test that may need a PostgreSQL server: in a class that is marked with <see cref="NeedsPostgreSqlAttribute"/> it does, and is
/// skipped, by name, where there is none.
/// </summary>
[XunitTestCaseDiscoverer("CmsOrchestrator.Support.StorageFactDiscoverer", "CmsOrchestrator.Support")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageFactAttribute : FactAttribute;

/// <summary>The tests of this class need a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgreSqlAttribute : Attribute;

internal sealed class StorageFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) => new StorageTestCase(
        DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

internal sealed class StorageTestCase : XunitTestCase
{
    [Obsolete("For deserialisation.")]
    public StorageTestCase()
    {
    }

    public StorageTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgreSqlAttribute)).Any() ? PostgreSqlInstallation.Missing : null;
}
