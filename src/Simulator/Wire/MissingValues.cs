namespace CmsOrchestrator.Simulator;

/// <summary>How "no value" is written (protocol.md §4). In an update, where a value that went away must be told, absent is written as null.</summary>
public enum MissingValues
{
    Null,
    EmptyText,
    Absent,
}
